/** What the page tells of by itself. */

import type { Notice } from '../../studio/state';
import { backendTitles } from './backend';
import { control } from './control';
import { failures, liveFailures } from './failures';

export function notice(notice: Notice): string {
  switch (notice.kind) {
    case 'no-file':
      return 'There was no picture file in that. Save the picture first, then drop or paste the file.';
    case 'fallback':
      return `${backendTitles[notice.from]} failed on this device, so Easel paints another way. Nothing is lost.`;
    case 'no-film':
      return 'There was no video file in that. Drop an MP4 or WebM.';
    case 'rebuilding':
      return 'The graphics processor was lost. Easel starts it again; nothing that you chose is lost.';
    case 'no-sound':
      return 'The sound of this video cannot be read here, so the painted one is silent.';
    case 'settings':
      return control.settings(notice.picture ? 'picture' : 'link', notice.style, notice.mask);
    case 'settings-broken':
      return control.settingsBroken[notice.from];
    case 'link-not-copied':
      return control.linkNotCopied(notice.link);
    case 'photo-not-kept':
      return control.photoNotKept[notice.reason];
    case 'failure':
      return (notice.about === 'live' ? liveFailures[notice.code] : null) ?? failures[notice.code];
  }
}

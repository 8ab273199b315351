/** What the page tells of by itself. */

import type { Notice } from '../../studio/state';
import { backendTitles } from './backend';
import { control } from './control';
import { failures, liveFailures } from './failures';

export function notice(notice: Notice): string {
  switch (notice.kind) {
    case 'no-file':
      return '이미지 파일이 없었어요. 이미지를 먼저 저장한 뒤 그 파일을 끌어다 놓거나 붙여 넣어 주세요.';
    case 'fallback':
      return `이 기기에서 ${backendTitles[notice.from]} 방식이 실패해서 다른 방식으로 그려요. 잃어버린 것은 없어요.`;
    case 'no-film':
      return '동영상 파일이 없었어요. MP4나 WebM을 끌어다 놓아 주세요.';
    case 'rebuilding':
      return 'GPU 연결이 끊어져서 다시 시작하고 있어요. 고른 것은 모두 그대로 있어요.';
    case 'no-sound':
      return '이 동영상의 소리는 여기서 읽을 수 없어서, 그림 동영상에는 소리가 없어요.';
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

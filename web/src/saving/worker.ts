/** The encoder worker's entry: making a file of a large painting must not freeze the page. */

import {
  isEncoderRequest,
  type EncoderReply,
  type EncoderRequest,
  type FilePixels,
  type HandedBackReply,
} from '../protocol/encoder';
import { EaselError } from '../protocol/failure';
import { serve, type Served } from '../protocol/serve';
import { encodeFile } from './encode';
import { shotIn } from './exif/read';

/** Of the file that was made last. */
let held: FilePixels | null = null;

async function answer(request: EncoderRequest): Promise<Served<EncoderReply>> {
  switch (request.type) {
    case 'encode-file':
      held = request;
      return { reply: await encodeFile(request) };
    case 'hand-back':
      return handBack();
    case 'read-shot':
      return { reply: { type: 'shot', shot: await shotIn(request.file) } };
  }
}

function handBack(): Served<HandedBackReply> {
  if (!held) throw new EaselError('unexpected', 'No file was made.');
  const { photo, painting, rest = null } = held;
  held = null;
  const pictures = rest ? [photo, painting, rest] : [photo, painting];
  return { reply: { type: 'handed-back', photo, painting, rest }, transfer: pictures.map(({ data }) => data.buffer) };
}

serve(self, isEncoderRequest, answer);

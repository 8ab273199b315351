/** The encoder worker's entry: making a file of a large painting must not freeze the page. */

import { isEncoderRequest, type EncoderReply, type EncoderRequest } from '../protocol/encoder';
import { serve, type Served } from '../protocol/serve';
import { encodeFile } from './encode';
import { shotIn } from './exif/read';

async function answer(request: EncoderRequest): Promise<Served<EncoderReply>> {
  switch (request.type) {
    case 'encode-file':
      return { reply: await encodeFile(request) };
    case 'read-shot':
      return { reply: { type: 'shot', shot: await shotIn(request.file) } };
  }
}

serve(self, isEncoderRequest, answer);

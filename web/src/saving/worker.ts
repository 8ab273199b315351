/** The encoder worker's entry: making a file of a large painting must not freeze the page. */

import { isEncoderRequest, type EncodeFileRequest, type EncoderReply } from '../protocol/encoder';
import { serve, type Served } from '../protocol/serve';
import { encodeFile } from './encode';

async function answer(request: EncodeFileRequest): Promise<Served<EncoderReply>> {
  return { reply: await encodeFile(request) };
}

serve(self, isEncoderRequest, answer);

/** The opener worker's entry: opening a large photo must not freeze the page, nor wait for a painting. */

import { isOpenerRequest, type OpenerReply, type OpenRequest } from '../protocol/opener';
import { serve, type Served } from '../protocol/serve';
import { openPicture } from './open';

async function answer({ file, purpose, part, longSide }: OpenRequest): Promise<Served<OpenerReply>> {
  const reply = await openPicture(file, purpose, part, longSide);
  return { reply, transfer: [reply.picture.data.buffer] };
}

serve(self, isOpenerRequest, answer);

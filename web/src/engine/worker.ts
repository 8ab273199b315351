/** The engine worker's entry: everything of TensorFlow.js is reached from here and from nowhere else. */

import { isEngineRequest } from '../protocol/engine';
import { serve } from '../protocol/serve';
import { Engine } from './engine';
import { probe } from './probe';
import { startBackend } from './tf';

const engine = new Engine({ probe, start: startBackend });

serve(self, isEngineRequest, (request) => engine.answer(request));

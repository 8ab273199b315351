/** The app's engine worker, whose WebGL contexts can be taken away. */

import './noteContexts';
import '../../../web/src/engine/worker.ts';

/** The words that are there from the first paint on, in English. */

import { app } from './app';
import { control } from './control';
import { frame } from './frame';
import { detail } from './detail';
import { gallery } from './gallery';
import { live } from './live';
import { output } from './output';
import { page } from './page';
import { pictures } from './pictures';
import { styles } from './styles';

export const english = { ...page, app, control, frame, gallery, live, detail, output, pictures, styles };

/** The words that are there from the first paint on, in English. */

import { app } from './app';
import { control } from './control';
import { detail } from './detail';
import { gallery } from './gallery';
import { output } from './output';
import { page } from './page';
import { pictures } from './pictures';
import { styles } from './styles';

export const english = { ...page, app, control, gallery, detail, output, pictures, styles };

import { localText } from '../../saving/localText';

/** The language that the reader chose on an earlier visit. What the browser is set to is not kept. */
export const keptLanguage = localText('easel.language');

import { words } from '../text/language';
import { th } from '../text/pictures';

export const pictureWords = () => words('pictures', th);

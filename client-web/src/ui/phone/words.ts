import { words } from '../text/language';
import { th } from '../text/phone';

export const phoneWords = () => words('phone', th);

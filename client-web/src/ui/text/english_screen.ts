export { en as errors } from './errors_en';
export { en as common } from './everywhere_en';
export { en as pictures } from './pictures_en';
export { en as screen } from './screen_en';

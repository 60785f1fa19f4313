export { en as control } from './control_en';
export { en as errors } from './errors_en';
export { en as common } from './everywhere_en';
export { en as outcomes } from './outcomes_en';
export { en as pictures } from './pictures_en';

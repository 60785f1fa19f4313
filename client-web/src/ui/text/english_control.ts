export { en as common } from './common_en';
export { en as control } from './control_en';
export { en as errors } from './errors_en';

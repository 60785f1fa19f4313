export { en as errors } from './errors_en';
export { en as common } from './everywhere_en';
export { en as join } from './join_en';
export { en as phone } from './phone_en';

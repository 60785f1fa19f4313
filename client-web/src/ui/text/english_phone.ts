export { en as common } from './common_en';
export { en as errors } from './errors_en';
export { en as join } from './join_en';
export { en as phone } from './phone_en';

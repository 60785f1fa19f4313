export { en as common } from './common_en';
export { en as errors } from './errors_en';
export { en as screen } from './screen_en';

export { en as channels } from './channels_en';
export { en as control } from './control_en';
export { en as errors } from './errors_en';
export { en as common } from './everywhere_en';
export { en as phone } from './phone_en';
export { en as table } from './table_en';

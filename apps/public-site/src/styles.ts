// Not loaded by any page: through it the build finds the styles of all components that the server renders.
import './main.css';
export { default } from './SitePage.vue';

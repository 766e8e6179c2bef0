import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    // The tag is no Vue component: Vue leaves it to the browser, without a warning.
    vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'support-portal' } } }),
  ],
});

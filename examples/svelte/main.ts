import { mount } from 'svelte';
import '../site.css';
import App from './app.svelte';

mount(App, {
  target: document.getElementById('app')!,
  props: { portal: import.meta.env.VITE_PORTAL },
});

import { createApp } from 'vue';
import '../site.css';
import App from './app.vue';

createApp(App, { portal: import.meta.env.VITE_PORTAL }).mount('#app');

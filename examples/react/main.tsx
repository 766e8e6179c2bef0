import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../site.css';
import { App } from './app.tsx';

createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <App portal={import.meta.env.VITE_PORTAL} />
  </StrictMode>,
);

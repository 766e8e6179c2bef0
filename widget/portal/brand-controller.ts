import type { LitElement, ReactiveController } from 'lit';
import type { PortalState, PortalView } from '../features/portals/portal.store.ts';
import type { PortalSession } from './session.ts';

/** Dresses its host as the portal's admin chose, as far as that is known, and again when it changes. */
export class BrandController implements ReactiveController {
  /** The logo, drawn; none where there is none, or it cannot be had. */
  logo: HTMLCanvasElement | null = null;
  readonly #host: LitElement & { session: PortalSession };
  readonly #portal: () => PortalState;
  /** What is on. */
  #brand: PortalView['brand'] = { name: null, logo: null, style: {} };

  constructor(host: LitElement & { session: PortalSession }, portal: () => PortalState) {
    host.addController(this);
    this.#host = host;
    this.#portal = portal;
  }

  /** What the portal is called; `null`: as the product is. */
  get name(): string | null {
    return this.#brand.name;
  }

  hostUpdate(): void {
    const portal = this.#portal();
    if (portal.kind !== 'ready' || portal.view.brand === this.#brand) return;
    const { style } = this.#host;
    const before = this.#brand;
    this.#brand = portal.view.brand;
    for (const name of Object.keys(before.style)) style.removeProperty(name);
    for (const [name, value] of Object.entries(this.#brand.style)) style.setProperty(name, value);
    if (before.logo !== this.#brand.logo) void this.#draw(this.#brand.logo);
  }

  async #draw(path: string | null): Promise<void> {
    const drawn = path === null ? null : await this.#host.session.logo(path);
    if (path !== this.#brand.logo) return;
    this.logo = drawn;
    this.#host.requestUpdate();
  }
}

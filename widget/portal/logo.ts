/**
 * A portal's logo, drawn from its bytes: a picture by address would need a word in every website's own policy
 * (`img-src`), and what is connected to already needs none.
 */
export async function drawLogo(url: string): Promise<HTMLCanvasElement> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(url);
  const picture = await createImageBitmap(await response.blob());
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { className: 'logo', width: picture.width, height: picture.height });
  // The portal's name stands beside it.
  canvas.ariaHidden = 'true';
  canvas.getContext('2d')!.drawImage(picture, 0, 0);
  return canvas;
}

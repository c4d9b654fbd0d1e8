/** jest transform: TypeScript and ES modules to CommonJS with esbuild. */
const { createHash } = require('node:crypto');
const { transformSync, version } = require('esbuild');

const options = {
  format: 'cjs',
  target: 'node24',
  supported: { 'dynamic-import': false },
  sourcemap: 'inline',
  define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename', 'import.meta.url': '__filename' },
};

module.exports = {
  getCacheKey: (source, file) =>
    createHash('sha256')
      .update(JSON.stringify([source, file, version, options]))
      .digest('hex'),
  process: (source, file) =>
    transformSync(source, { ...options, loader: file.endsWith('.ts') ? 'ts' : 'js', sourcefile: file }),
};

// What citeproc-js makes of each source, as if it stood alone. Reads {style, locales, lang, items}; writes [entry, citation] for each.
// FOLDER is where the npm package "citeproc" is installed: node citeproc.js FOLDER < question.json
const { createRequire } = require('module'), fs = require('fs'), path = require('path')
const CSL = createRequire(path.join(process.argv[2], 'package.json'))('citeproc')
const { style, locales, lang, items } = JSON.parse(fs.readFileSync(0))
const known = new Map(items.map(item => [item.id, item]))
const engine = new CSL.Engine({ retrieveLocale: tag => locales[tag] ?? locales['en-US'], retrieveItem: id => known.get(id) }, style, lang, true)
console.log(JSON.stringify(items.map(({ id }) => {
  engine.updateItems([id])
  return [engine.makeBibliography()[1][0], engine.makeCitationCluster([{ id }])]
})))

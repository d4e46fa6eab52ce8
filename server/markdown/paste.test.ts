import { describe, expect, test } from 'vitest';
import { readForeign } from '@cenacle/shared/markdown/read-foreign.ts';
import { writeMarkdown } from '@cenacle/shared/markdown/write.ts';
import { htmlToMarkdown, parseHtml } from './from-html.ts';

const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><title>Note</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif} @list l0:level1 {mso-level-text:·} --></style></head>
<body lang=FR style='tab-interval:35.4pt'>
<!--StartFragment-->
<h1><span style='mso-fareast-font-family:"Times New Roman"'>Choix d’un ERP<o:p></o:p></span></h1>
<p class=MsoNormal>Bonjour, voici le <b style='mso-bidi-font-weight:normal'>budget&nbsp;:</b> <i>40&nbsp;k€</i>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Stocks<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>Dépôt de Lyon<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Paie<o:p></o:p></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Cadrer</p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>2.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Choisir</p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse;mso-yfti-tbllook:1184'>
<tr style='mso-yfti-irow:0'><td width=151 style='width:113.2pt'><p class=MsoNormal><b>Éditeur<o:p></o:p></b></p></td>
<td><p class=MsoNormal align=right style='text-align:right'><b>Prix</b></p></td></tr>
<tr style='mso-yfti-irow:1'><td><p class=MsoNormal>A | B</p><p class=MsoNormal>Lyon</p></td><td><p class=MsoNormal>12&nbsp;000</p></td></tr>
</table>
<p class=MsoNormal><a href="https://exemple.fr/offre">L’offre</a><span style='mso-spacerun:yes'>  </span>reçue <s>hier</s>.<o:p></o:p></p>
<!--EndFragment--></body></html>`;

const google = `<meta charset='utf-8'><meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-3f0c1f3e-7fff-1b2a-9c1d-0a1b2c3d4e5f"><h2 dir="ltr" style="line-height:1.38;margin-top:18pt;"><span style="font-size:16pt;font-family:Arial,sans-serif;font-weight:400;white-space:pre-wrap;">Compte rendu</span></h2><p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-weight:400;font-style:normal;">Décision </span><span style="font-size:11pt;font-weight:700;font-style:normal;">prise</span><span style="font-weight:400;font-style:italic;"> hier</span><span style="font-weight:400;">, voir </span><a href="https://exemple.fr/" style="text-decoration:none;"><span style="color:#1155cc;text-decoration:underline;">le lien</span></a></p><br /><ul style="margin-top:0;"><li dir="ltr" style="list-style-type:disc;font-weight:400;" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400;">Un</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span style="font-weight:400;">Un bis</span></p></li></ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400;text-decoration:line-through;">Deux</span></p></li></ul><div dir="ltr" align="left"><table style="border:none;"><colgroup><col width="301" /><col width="301" /></colgroup><tbody><tr style="height:0pt"><td><p dir="ltr"><span style="font-weight:700;">Qui</span></p></td><td><p dir="ltr"><span style="font-weight:700;">Quand</span></p></td></tr><tr><td><p dir="ltr"><span>Grace</span></p></td><td><br /></td></tr></tbody></table></div></b><br class="Apple-interchange-newline">`;

const outlook = `<html><head><style>@font-face {font-family:Calibri}</style></head><body lang="FR" link="#0563C1"><div class="WordSection1">
<p class="MsoNormal"><span style="mso-fareast-language:EN-US">Bonjour Grace,<o:p></o:p></span></p>
<p class="MsoNormal"><span style="mso-fareast-language:EN-US"><o:p>&nbsp;</o:p></span></p>
<ul style="margin-top:0cm" type="disc"><li class="MsoListParagraph" style="margin-left:0cm;mso-list:l2 level1 lfo1">Contrat signé<o:p></o:p></li><li class="MsoListParagraph" style="mso-list:l2 level1 lfo1">Reste la <b>paie</b><o:p></o:p></li></ul>
<div class="elementToProof" style="font-family: Aptos; font-size: 12pt;">Cordialement<br>Linus<br><br>Tél. 01 02</div>
<p class="MsoNormal"><img width="2" src="cid:image001.png@01DB" alt=""><o:p></o:p></p>
</div></body></html>`;

describe('what is copied elsewhere comes as clean text', () => {
  test('from Word: lists that are none, tables, no styles', () => {
    expect(htmlToMarkdown(word)).toBe(
      [
        '# Choix d’un ERP',
        'Bonjour, voici le **budget\u00a0:** *40\u00a0k€*.',
        '- Stocks\n  - Dépôt de Lyon\n- Paie',
        '1. Cadrer\n2. Choisir',
        '| Éditeur | Prix |\n| --- | ---: |\n| A \\| B<br>Lyon | 12\u00a0000 |',
        '[L’offre](https://exemple.fr/offre) reçue ~~hier~~.',
      ].join('\n\n'),
    );
  });

  test('from Google Docs: marks by style, and its wrapper that says it is not bold', () => {
    expect(htmlToMarkdown(google)).toBe(
      [
        '## Compte rendu',
        'Décision **prise** *hier*, voir [le lien](https://exemple.fr/)',
        '- Un\n  - Un bis\n- ~~Deux~~',
        '| Qui | Quand |\n| --- | --- |\n| Grace |  |',
      ].join('\n\n'),
    );
  });

  test('from Outlook: paragraphs of blanks, and lines of a signature', () => {
    expect(htmlToMarkdown(outlook)).toBe(
      ['Bonjour Grace,', '- Contrat signé\n- Reste la **paie**', 'Cordialement\nLinus', 'Tél. 01 02'].join(
        '\n\n',
      ),
    );
  });

  test.each([
    ['a program', '<p>a</p><script>alert(1)</script><img src=x onerror=alert(1)>', 'a'],
    ['a link to a program', '<a href="javascript:alert(1)">b</a><a href="data:text/html,x">c</a>', 'bc'],
    [
      'a frame',
      '<iframe srcdoc="<script>1</script>"></iframe><svg onload="alert(1)"><text>d</text></svg>e',
      'e',
    ],
    ['what only looks like markup', '&lt;script&gt;alert(1)&lt;/script&gt;', '\\<script>alert(1)\\</script>'],
    [
      'what is hidden',
      '<p>a<span style="display:none">secret</span><o:p style="mso-hide:all">x</o:p></p>',
      'a',
    ],
  ])('hostile: %s does nothing', (_what, html, markdown) => {
    expect(htmlToMarkdown(html)).toBe(markdown);
  });

  test('a table that only lays out a page is read one cell after the other', () => {
    const html =
      '<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td></tr><tr><td>c</td></tr></table>';
    expect(htmlToMarkdown(html)).toBe('| a | b |\n| --- | --- |\n\nc');
  });

  test('cells that cover others leave room for them', () => {
    const html =
      '<table><tr><td colspan="2">a</td><td>b</td></tr><tr><td rowspan="2">c</td><td>d</td><td>e</td></tr><tr><td>f</td><td>g</td></tr></table>';
    expect(htmlToMarkdown(html)).toBe('| a |  | b |\n| --- | --- | --- |\n| c | d | e |\n|  | f | g |');
  });

  test('what is copied from the product’s own pages stays a mention and an internal link', () => {
    const id = '01900000-0000-7000-8000-00000000000a';
    const html = `<p><a class="mention" href="https://here.example/members/${id}">@Grace</a> <a href="https://here.example/threads/${id}?at=3#post-3">Fil</a> <img src="https://here.example/api/files/${id}/a.png" alt="a"></p>`;
    const markdown = writeMarkdown(readForeign(parseHtml(html).children, 'https://here.example'));
    expect(markdown).toBe(`[@Grace](member:${id}) [Fil](thread:${id}#3) ![a](file:${id})`);
  });
});

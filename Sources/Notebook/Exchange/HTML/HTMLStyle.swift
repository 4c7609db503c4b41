/// How an exported page looks: the reader's own light or dark, and ink on paper.
enum HTMLStyle {
  static let sheet = """
    :root{--paper:#fff;--ink:#222;--soft:#5c5c5c;--line:#d9d9d9;--code:#f6f6f4;--link:#0b57a4;--accent:#1c6b3a;
      --keyword:#8a1c7c;--number:#0b6480;--text:#7a4d00;--comment:#5f6b66;--error:#a3201a}
    @media (prefers-color-scheme:dark){:root{--paper:#1b1b1b;--ink:#ddd;--soft:#a8a8a8;--line:#3d3d3d;--code:#242424;
      --link:#7db7ee;--accent:#7fce9b;--keyword:#e0a0d6;--number:#7fc8e0;--text:#e3bd7d;--comment:#93a39b;
      --error:#f2958f}}
    *{box-sizing:border-box}
    html{background:var(--paper);color:var(--ink);font:1.0625rem/1.6 Georgia,"Times New Roman","Noto Serif CJK TC",serif}
    body{margin:0 auto;padding:1.5rem 1rem 4rem;max-width:46rem}
    h1,h2,h3,h4,nav,.label,summary{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans CJK TC",sans-serif;
      line-height:1.25}
    h1{font-size:1.9rem;margin:0 0 1.2rem}
    h2{font-size:1.4rem;margin:2.4rem 0 .8rem;padding-top:.8rem;border-top:1px solid var(--line)}
    h3{font-size:1.15rem;margin:1.8rem 0 .6rem}
    a{color:var(--link)}
    .skip{position:absolute;left:-100rem}.skip:focus{left:1rem}
    pre,code{font:.875rem/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
    p code,li code,td code{background:var(--code);padding:.1em .3em;border-radius:3px}
    pre{margin:0;overflow-x:auto}
    main>pre,.code{background:var(--code);padding:.7rem .9rem;border-radius:4px;border-left:3px solid var(--accent)}
    main>pre{border-left-color:var(--line)}
    .cell{margin:1.2rem 0}
    .output{padding:.6rem .9rem;line-height:1.25}
    .error{color:var(--error)}
    figure{margin:.6rem 0;overflow-x:auto}figure svg{max-width:100%;height:auto}
    img{max-width:100%}
    .keyword{color:var(--keyword)}.number{color:var(--number)}.text{color:var(--text)}
    .comment{color:var(--comment);font-style:italic}
    .exercise{border:1px solid var(--accent);border-radius:6px;padding:.8rem 1rem}
    .exercise p{margin:.2rem 0 .6rem}.label{color:var(--accent);font-weight:600;font-size:.9rem}
    details{margin:.5rem 0}summary{cursor:pointer;color:var(--soft);font-size:.9rem}
    nav{font-size:.9rem;margin-bottom:2rem}nav ul{list-style:none;padding-left:.2rem}.level3{padding-left:1.2rem}
    .wide{overflow-x:auto}table{border-collapse:collapse;margin:1rem 0}
    th,td{padding:.25rem .7rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
    .right{text-align:right}.centre{text-align:center}
    blockquote{margin:1rem 0;padding-left:1rem;border-left:3px solid var(--line);color:var(--soft)}
    .formula{overflow-x:auto;overflow-y:hidden}math{font-size:1.05em}
    hr{border:0;border-top:1px solid var(--line)}
    @media print{:root{--paper:#fff;--ink:#000;--code:#fff}html{font-size:10pt}body{max-width:none;padding:0}nav,.skip{display:none}
      pre{white-space:pre-wrap}figure,.exercise,pre,table{break-inside:avoid}h2,h3{break-after:avoid}
      .code{border:1px solid #bbb}a{color:inherit}}

    """
}

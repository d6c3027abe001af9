/// How pages look: on screens dark and light, narrow and wide, and on paper.
enum PageStyle {
    static let sheet: StaticString = """
        :root { color-scheme: light dark; --paper: #fcfcfa; --ink: #1d1f23; --quiet: #5a5f69; --line: #dcdcd6;
          --accent: #1f5fa8; --soft: #e3ebf5; --alert: #8a4b00; --shade: #00000026; }
        @media (prefers-color-scheme: dark) { :root { --paper: #17191d; --ink: #e7e6e2; --quiet: #a4a9b3;
          --line: #383c44; --accent: #82b7f2; --soft: #2a323d; --alert: #e9b267; --shade: #ffffff33; } }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system,
          "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: break-word; }
        main, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
        header { padding: 3rem 0 1.5rem; }
        h1 { font-size: 2rem; line-height: 1.2; letter-spacing: -0.01em; margin: 0; }
        h2 { font-size: 1.45rem; line-height: 1.25; margin: 0 0 0.25rem; scroll-margin-top: 1rem; }
        h3 { font-size: 1.05rem; margin: 0 0 0.5rem; }
        p { margin: 0 0 0.75rem; max-width: 42rem; }
        a { white-space: nowrap; color: var(--accent); text-underline-offset: 0.15em; }
        a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--accent);
          outline-offset: 2px; }
        .subtitle, .question, .note, small, .unknown, footer { color: var(--quiet); }
        .subtitle { font-size: 1.1rem; margin: 0.25rem 0 0; }
        .note { font-size: 0.875rem; }
        .answer { font-size: 1.15rem; line-height: 1.45; }
        .warning { border-left: 3px solid var(--alert); padding-left: 0.75rem; color: var(--alert); }
        .stages { display: grid; grid-template-columns: repeat(auto-fit, minmax(6.5rem, 1fr)); gap: 1rem;
          margin: 0 0 2.5rem; padding: 1.25rem 0; border: solid var(--line); border-width: 1px 0; }
        .stages dt { color: var(--quiet); font-size: 0.875rem; }
        .stages dd { margin: 0; }
        .stages .big { display: block; font-size: 1.75rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
        .stages .part { display: block; font-size: 0.875rem; color: var(--quiet); }
        .findings, .worksheet { counter-reset: finding; }
        .findings ol, .worksheet { margin: 1rem 0; padding: 0; list-style: none; }
        .findings ol { margin: 0.5rem 0 0; }
        .owners { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 1.5rem 3rem;
          margin: 1rem 0; }
        .owner h3 { padding-bottom: 0.25rem; border-bottom: 1px solid var(--line); }
        .findings li, .worksheet li { counter-increment: finding; position: relative; padding: 0 0 0.5rem 2.5rem; }
        .findings li::before, .worksheet li::before { content: counter(finding); position: absolute; left: 0; top: 0; width: 1.75rem;
          font-size: 1.15rem; line-height: 1.45; color: var(--accent); font-weight: 600; }
        .change { font-size: 1.15rem; line-height: 1.45; font-weight: 600; margin: 0; }
        .headline { color: var(--quiet); }
        .worksheet li { padding-bottom: 1.25rem; }
        .blanks { display: grid; grid-template-columns: 3fr 1fr 1fr; gap: 1rem; margin: 0.5rem 0 0; max-width: 42rem; }
        .blanks dt { color: var(--quiet); font-size: 0.8125rem; }
        .blanks dd { margin: 0; height: 1.75rem; border-bottom: 1px solid var(--quiet); }
        nav { margin: 2rem 0 0; border-bottom: 1px solid var(--line); }
        nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; margin: 0; padding: 0 0 0.75rem;
          list-style: none; }
        .report { padding: 2.5rem 0 1.5rem; border-bottom: 1px solid var(--line); }
        .report .part { margin: 2rem 0 0; }
        figure { margin: 0.5rem 0 1rem; }
        figcaption { font-size: 0.875rem; color: var(--quiet); margin-top: 0.25rem; }
        figure svg { display: block; width: 100%; max-width: 36rem; height: auto; font: 13px system-ui, -apple-system,
          "Segoe UI", Roboto, "Noto Sans", sans-serif; }
        svg text { fill: var(--ink); font-variant-numeric: tabular-nums; }
        svg .figures, svg .small { fill: var(--quiet); }
        svg .small { font-size: 11px; }
        svg .bar, svg .point { fill: var(--accent); }
        svg .track { fill: var(--soft); }
        svg .grid { stroke: var(--line); }
        svg .interval { stroke: var(--accent); stroke-width: 2; stroke-linecap: round; opacity: 0.55; }
        svg .together { fill: none; stroke: var(--ink); stroke-width: 1.5; }
        svg .knot { fill: var(--paper); stroke: var(--ink); stroke-width: 1.5; }
        svg .mark, svg .usual { stroke: var(--quiet); stroke-dasharray: 4 3; }
        svg .main { stroke: var(--alert); stroke-width: 1.5; }
        .scroll { overflow-x: auto; background: linear-gradient(to right, var(--paper) 40%, transparent) left / 3rem 100%
          no-repeat local, linear-gradient(to left, var(--paper) 40%, transparent) right / 3rem 100% no-repeat local,
          linear-gradient(to right, var(--shade), transparent) left / 0.8rem 100% no-repeat scroll,
          linear-gradient(to left, var(--shade), transparent) right / 0.8rem 100% no-repeat scroll; }
        table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; font-variant-numeric: tabular-nums; }
        caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
          white-space: nowrap; }
        th, td { padding: 0.4rem 0.6rem 0.4rem 0; text-align: left; vertical-align: top; font-weight: 400;
          border-bottom: 1px solid var(--line); }
        thead th { color: var(--quiet); font-size: 0.8125rem; vertical-align: bottom; }
        tr > :first-child:not([colspan]) { position: sticky; left: 0; background: var(--paper); }
        th.figure, td.figure { text-align: right; white-space: nowrap; }
        td.figure:last-child, th.figure:last-child { padding-right: 0; }
        td.words { min-width: 5rem; }
        tbody th.words { min-width: 7rem; max-width: 18rem; }
        td b { display: inline-block; min-width: 2.9rem; font-weight: 600; }
        td small { display: inline-block; min-width: 3.2rem; font-size: 0.8125rem; }
        .total th, .total td { font-weight: 600; }
        .group th { padding-top: 1rem; font-weight: 600; }
        .quotes td { padding: 0 0 0.6rem 1rem; border-bottom: 1px solid var(--line); }
        tr:has(+ .quotes) > * { border-bottom: 0; }
        q { display: block; max-width: 42rem; color: var(--quiet); font-style: italic; }
        .strip { display: block; width: 100%; min-width: 4.5rem; height: 4px; margin-top: 4px; }
        details { margin: 1rem 0 0; }
        summary { cursor: pointer; color: var(--accent); }
        .meaning { margin: 1.5rem 0 0; font-size: 0.9375rem; }
        .glossary h3 { margin-top: 1.5rem; scroll-margin-top: 1rem; }
        .glossary dl { margin: 0; max-width: 52rem; font-size: 0.9375rem; }
        .glossary dl div { margin-top: 0.4rem; break-inside: avoid; }
        .glossary dt { display: inline; font-weight: 600; }
        .glossary dt::after { content: ": "; }
        .glossary dd { display: inline; margin: 0; color: var(--quiet); }
        footer { padding-top: 1.5rem; padding-bottom: 3rem; font-size: 0.875rem; }
        @media (max-width: 40rem) { header { padding-top: 1.5rem; } h1 { font-size: 1.6rem; }
          td.words { min-width: 9rem; } .stages { grid-template-columns: repeat(2, 1fr); } figure svg { font-size: 15px; } svg .small { font-size: 14px; } }
        @media print { @page { margin: 16mm 14mm; }
          :root { --paper: #fff; --ink: #000; --quiet: #333; --line: #999; --accent: #000; --soft: #ddd;
            --alert: #000; color-scheme: light; }
          html { font-size: 9.5pt; } body { font-size: 1rem; } main, footer { max-width: none; padding: 0; } nav, .meaning { display: none; }
          summary { list-style: none; color: var(--quiet); font-size: 8pt; }
          summary::-webkit-details-marker { display: none; }
          .more:not([open]) summary::after { content: ": left out on paper, unless unfolded before it is printed"; }
          header { padding-top: 0; } 
          h2, h3, .question, .answer, thead, .group, tr:has(+ .quotes), tbody:first-of-type tr:nth-child(-n+2) { break-after: avoid; }
          .report { border: 0; break-before: page; padding-top: 0; }
          figure, tr, li, .stages, .owner { break-inside: avoid; } .owners { grid-template-columns: 1fr 1fr; gap: 4mm 8mm; } .report .part { break-inside: avoid; } thead { display: table-header-group; }
          figure svg { max-width: 130mm; } .glossary { font-size: 8.5pt; } table { font-size: 8pt; } th, td { padding: 1.2mm 2mm 1.2mm 0; }
          thead th, td small { font-size: 7pt; } td b { min-width: 0; } td small { min-width: 0; }
          .total { break-before: avoid; } .scroll { overflow: visible; background: none; } .strip { min-width: 10mm; } a { text-decoration: none; } }
        """
}

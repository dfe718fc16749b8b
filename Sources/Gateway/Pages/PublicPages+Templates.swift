extension PublicPages {
  static func frame(title: String, body: String) -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(title)</title>
    <link rel="stylesheet" href="/assets/forum.css">
    </head>
    <body>
    \(body)
    <footer>Rialto</footer>
    </body>
    </html>

    """
  }

  static let homeBody = """
    <main>
    <h1>Forums</h1>
    <ul class="forums">
    {{#forums}}<li><a href="/forums/{{slug}}">{{title}}</a><span>{{place}}, {{dates}}</span></li>
    {{/forums}}{{^forums}}<li>No forum is open yet.</li>{{/forums}}
    </ul>
    </main>
    """

  static let agendaBody = """
    <header>
    <h1>{{title}}</h1>
    <p class="when">{{place}}. {{dates}}. All times are those of {{zone}}.</p>
    {{#about}}<p class="about">{{about}}</p>{{/about}}
    {{#release}}<p class="release">{{release}}</p>{{/release}}
    {{#hasAgenda}}<nav aria-label="Days">{{#days}}<a href="#{{anchor}}">{{date}}</a>{{/days}}</nav>{{/hasAgenda}}
    </header>
    <main>
    {{^hasAgenda}}<p>The agenda has not been published yet.</p>{{/hasAgenda}}
    {{#days}}<section aria-labelledby="{{anchor}}">
    <h2 id="{{anchor}}">{{date}}</h2>
    <ol>
    {{#sessions}}<li class="{{kind}}">
    <p class="time"><time>{{start}}</time> to <time>{{end}}</time></p>
    <div>
    <h3>{{title}}</h3>
    {{#subtitle}}<p class="subtitle">{{subtitle}}</p>{{/subtitle}}
    <p class="facts">{{#room}}<span>{{room}}</span>{{/room}}{{#track}}<span>{{track}}</span>{{/track}}{{^isBreak}}<span>{{kind}}</span>{{/isBreak}}{{#language}}<span>{{language}}</span>{{/language}}{{#placesLeft}}<span>{{placesLeft}}</span>{{/placesLeft}}</p>
    {{#speakers}}<p class="speakers">{{speakers}}</p>{{/speakers}}
    {{#abstract}}<p class="abstract">{{abstract}}</p>{{/abstract}}
    </div>
    </li>
    {{/sessions}}</ol>
    </section>
    {{/days}}
    </main>
    """

  static let style = """
    :root { color-scheme: light dark; --ink: #17211c; --soft: #56655d; --line: #d9e0dc; --paper: #fbfcfa; --accent: #0b6b4f; --tint: #eef4f0; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e8eeea; --soft: #a3b1a9; --line: #2f3a34; --paper: #121714; --accent: #6fd3ae; --tint: #1a221d; } }
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 58rem; padding: 2.5rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
      font: 1rem/1.55 system-ui, "Segoe UI", "Noto Sans", sans-serif; }
    h1 { font-size: clamp(1.7rem, 4vw, 2.5rem); line-height: 1.15; margin: 0 0 .6rem; letter-spacing: -.015em; text-wrap: balance; }
    h2 { font-size: 1.15rem; margin: 2.6rem 0 .4rem; padding-bottom: .45rem; border-bottom: 2px solid var(--accent);
      position: sticky; top: 0; background: var(--paper); }
    h3 { font-size: 1.05rem; line-height: 1.35; margin: 0; }
    p { margin: .25rem 0; }
    a { color: var(--accent); }
    header .when { color: var(--soft); }
    header .about { max-width: 44rem; margin-top: 1rem; white-space: pre-line; }
    header .release { color: var(--soft); font-size: .875rem; }
    nav { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; margin-top: 1.2rem; }
    ol, ul { list-style: none; margin: 0; padding: 0; }
    ol > li { display: grid; grid-template-columns: 8.5rem 1fr; gap: .25rem 1.5rem; padding: .95rem .75rem; border-bottom: 1px solid var(--line); }
    li.break { background: var(--tint); color: var(--soft); }
    li.break h3 { font-weight: 500; }
    .time { margin: 0; color: var(--soft); font-variant-numeric: tabular-nums; white-space: nowrap; }
    .subtitle { color: var(--soft); }
    .facts { display: flex; flex-wrap: wrap; gap: .15rem .9rem; color: var(--soft); font-size: .875rem; }
    .speakers { font-weight: 600; font-size: .95rem; }
    .abstract { max-width: 40rem; white-space: pre-line; overflow-wrap: anywhere; }
    .forums li { padding: .9rem 0; border-bottom: 1px solid var(--line); display: flex; flex-direction: column; }
    .forums span { color: var(--soft); }
    footer { margin-top: 3rem; color: var(--soft); font-size: .875rem; }
    @media (max-width: 34rem) { ol > li { grid-template-columns: 1fr; } }
    @media print { h2 { position: static; } nav, footer { display: none; } ol > li { break-inside: avoid; } }

    """
}

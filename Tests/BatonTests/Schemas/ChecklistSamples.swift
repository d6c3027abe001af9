/// Files that people write, with everything in them that may be.
enum ChecklistSamples {
    static let everyKind = """
        checklist: Every kind
        version: 1.10
        about: >
          Nobody would ask this;
          it has everything that a checklist can have.
        currency: EUR
        stops:
          - when: { lead: domain, among: [ rival.example, rival.test ] }
            reason: not-a-prospect/competitor
          - when: { lead: company, missing: yes }
            reason: bad-data/fake
          - when: { lead: employees, below: 10 }
            reason: no-fit/size
          - when:
              any-of:
                - { lead: country, not-among: [ Norway, NO, Germany ] }
                - all-of: [ { lead: score, at-least: 2.5 }, { lead: title, matches: [ student, 1st year ] } ]
            reason: no-need
            verdict: disqualified
        elements:
          - id: fit
            name: Fit
            bar: "2"
            required: 1
            otherwise: no-fit
            same-as: fit
            levels:
              1: Likely.
              3: "Seen at {lead.company|their company}."
            questions:
              - id: site
                ask: Where would it be used?
                stops:
                  - when: { is: nowhere }
                    reason: no-fit/region
              - id: sites
                ask: In how many places?
                kind: number
                optional: yes
                stops:
                  - when: { at-least: 1000 }
                    reason: no-fit/size
              - id: local
                ask: Do you run it yourselves?
                kind: yes-no
                wanted: no
                optional: true
                stops:
                  - when: { is: no }
                    reason: no-fit
              - id: use
                ask: "Hi {lead.first-name}, what would {rep} say it is for?"
                kind: choice
                same-as: goal
                optional: yes
                choices:
                  - { key: team, name: A team, grade: 1 }
                  - { key: 2-teams, name: 2, against: no }
                  - { key: thesis, name: A thesis, stop: not-a-prospect/student }
                  - { key: 3, name: Nothing, against: true }
          - id: money
            name: Money
            questions:
              - id: amount
                ask: What range has been discussed?
                kind: money
                good: "A range that {lead.company} has agreed on."
                follow-ups: [ "Is it new money, {lead.name|by the way}?" ]
                red-flags: [ waiting for pricing, 2027 ]
                listen-for:
                  - budget
                stops:
                  - when: { below: 3000 }
                    reason: no-fit/size
          - id: timing
            name: Timing
            counts: no
            questions:
              - id: date
                ask: When?
                kind: date
                stops:
                  - when: { after: 2032-01-01 }
                    reason: timing
              - id: driver
                ask: What makes it that date?
                when:
                  any-of:
                    - { question: timing.date, answered: true }
                    - all-of:
                        - { question: money.amount, at-least: 1000 }
                        - { question: fit.local, is-not: yes }
                        - { question: timing.date, before: 2028-01-01 }
          - id: people
            name: People
            questions:
              - id: signer
                ask: Who signs?
                kind: person
                stops:
                  - when: { answered: yes }
                    reason: other
              - id: others
                ask: Who else has a say?
                kind: people
        cards:
          - key: send-info
            name: Just send me the information
            hear: [ send me some information, put it in an e-mail ]
            say: "Gladly. What would it have to answer?"
            then: fit.site
          - key: 2
            name: No
            say: No.
        decision:
          confirm: 3

        """

    /// The same with a change of most sorts.
    static var otherEveryKind: String {
        [
            ("version: 1.10", "version: 2"), ("currency: EUR\n", ""), ("bar: \"2\"", "bar: 3"),
            ("counts: no", "counts: yes"),
            ("below: 10 }", "below: 12 }"), ("1: Likely.", "2: Likely."), ("kind: people", "kind: text"),
            ("{ key: 2-teams, name: 2, against: no }", "{ key: 3-teams, name: 3 }"),
            ("ask: Who signs?", "ask: Who decides?"),
            ("[ waiting for pricing, 2027 ]", "[ 2027, waiting for pricing ]"),
            ("key: send-info", "key: send-it"),
            ("{ question: timing.date, answered: true }", "{ question: timing.date, answered: false }"),
            ("when: { below: 3000 }", "when: { below: 4000 }"), ("id: others", "id: rest"),
        ]
        .reduce(everyKind) { $0.replacing($1.0, with: $1.1) }
    }

    static let reasons = """
        reasons:
          - code: timing
            key: 6
            name: Timing
            verdict: recycled
            element: timing
            must-give: date-or-trigger
            ask: When is it worth calling again?
            sub-reasons:
              - { code: contract-end, name: Under contract, ask: "Until when?" }
              - code: reorganisation
                name: Reorganising
                marketing: { who: campaigns }
            marketing:
              who: nurture
              what: nurture until then
          - code: no-need
            key: "3"
            name: No need
            verdicts: [ recycled, disqualified ]
            marketing: { who: nurture, what: wait }
        acceptance:
          - { code: no-show, name: Did not come, rep: call again }
          - { code: fact-contradicted, name: It was not so, must-give: sentence }

        """

    static let settings = """
        rep: sam
        checklist: BANT
        currency: EUR
        mql-threshold: none
        sla:
          first-touch-hours: 2
          attempts: 5
          gap-hours: 6
          speed-to-lead-minutes: 15
          acceptance-hours: 16
        time-zone: Europe/Berlin
        business-hours:
          mon-fri: 09:00-12:00, 13:00-17:30
          sat: [ 10:00-13:00 ]
          sun: closed
        holidays: [ 2026-12-25, 2026-12-26 ]
        feedback:
          webhooks:
            - name: marketing
              url: https://hooks.acme.example/baton
              secret-file: ~/marketing.secret
              include: [ email, numbers ]
              since: 2026-11-01
          profiles:
            hubspot:
              lead-status: { recycled: NURTURE }
              reason-column: SDR reason

        """
}

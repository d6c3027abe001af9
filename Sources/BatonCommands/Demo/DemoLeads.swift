import Qualification

/// The invented leads of `baton demo`, handed over in the hours before now.
struct DemoLeads {
    var now: Instant

    /// The same text that marketing would hand over.
    var csv: String {
        let rows = people.map { person in
            let fields = [
                person.name, person.email, person.phone, person.company, person.title, person.channel,
                person.campaign, "\(person.score)",
                now.adding(milliseconds: -person.minutesAgo * 60_000).rfc3339,
                person.message,
            ]
            return fields.map { "\"\($0.split(separator: "\"").joined(separator: "\"\""))\"" }.joined(
                separator: ",")
        }
        return (["Name,Email,Phone,Company,Title,Channel,Campaign,Score,MQL Date,Message"] + rows)
            .joined(separator: "\n") + "\n"
    }

    private struct SampleLead {
        var name, email, phone, company, title, channel, campaign: String
        var score: Int
        var minutesAgo: Int64
        var message = ""
    }

    private var people: [SampleLead] {
        [
            SampleLead(
                name: "Jane Ortiz", email: "jane@acme.example", phone: "+1 555 0100",
                company: "Acme Logistics",
                title: "VP Operations", channel: "LinkedIn", campaign: "Warehouse ROI guide", score: 82,
                minutesAgo: 190),
            SampleLead(
                name: "Tomás Reyes", email: "t.reyes@northwind.example", phone: "+34 555 0111",
                company: "Northwind Foods", title: "Head of Supply Chain", channel: "Webinar",
                campaign: "Cold chain without spreadsheets", score: 74, minutesAgo: 150),
            SampleLead(
                name: "Mei Chen", email: "mei@blueriver.example", phone: "+65 555 0123",
                company: "Blue River Parts",
                title: "Finance Manager", channel: "Website", campaign: "Pricing page", score: 68,
                minutesAgo: 95,
                message: "We count stock twice a month by hand. Could you show us how others do it?"),
            SampleLead(
                name: "Åsa Lindqvist", email: "asa.lindqvist@fjord.example", phone: "+46 555 0134",
                company: "Fjord Outdoor", title: "COO", channel: "Referral", campaign: "", score: 61,
                minutesAgo: 40),
            SampleLead(
                name: "Sam Okafor", email: "sokafor@campus.example", phone: "+44 555 0145",
                company: "Campus Analytics Club", title: "Student", channel: "Google Ads",
                campaign: "Benchmark report",
                score: 60, minutesAgo: 20),
        ]
    }
}

import Qualification
import Testing
import Workspace

@Suite struct ColumnMapTests {
    @Test(
        arguments: [
            (
                "Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,Company Name,Job Title,Original Source,HubSpot Score,Became a Marketing Qualified Lead Date,Create Date",
                .hubSpot,
                "id=Record ID;first-name=First Name;last-name=Last Name;email=Email;phone=Phone Number/Mobile Phone Number;company=Company Name;title=Job Title;channel=Original Source;score=HubSpot Score;mql-at=Became a Marketing Qualified Lead Date"
            ),
            (
                "hs_object_id,firstname,lastname,email,phone,mobilephone,company,jobtitle,hs_analytics_source,hubspotscore,hs_lifecyclestage_marketingqualifiedlead_date",
                .hubSpot,
                "id=hs_object_id;first-name=firstname;last-name=lastname;email=email;phone=phone/mobilephone;company=company;title=jobtitle;channel=hs_analytics_source;score=hubspotscore;mql-at=hs_lifecyclestage_marketingqualifiedlead_date"
            ),
            (
                "Lead Owner,First Name,Last Name,Title,Company / Account,Email,Phone,Mobile,Lead Source,Rating,Lead ID,Do Not Call,Created Date,Campaign Name",
                .salesforce,
                "id=Lead ID;first-name=First Name;last-name=Last Name;email=Email;phone=Phone/Mobile;company=Company / Account;title=Title;channel=Lead Source;campaign=Campaign Name;mql-at=Created Date"
            ),
            (
                "Id,FirstName,LastName,Title,Company,Email,Phone,MobilePhone,LeadSource,Rating,DoNotCall,CreatedDate,Score__c,MQL_Date__c",
                .salesforce,
                "id=Id;first-name=FirstName;last-name=LastName;email=Email;phone=Phone/MobilePhone;company=Company;title=Title;channel=LeadSource;score=Score__c;mql-at=MQL_Date__c"
            ),
            (
                "Id,First Name,Last Name,Email Address,Company Name,Job Title,Phone Number,Lead Source,Lead Score,Acquisition Program Name,Do Not Call,Unsubscribed,Created At",
                .marketo,
                "id=Id;first-name=First Name;last-name=Last Name;email=Email Address;phone=Phone Number;company=Company Name;title=Job Title;channel=Lead Source;campaign=Acquisition Program Name;score=Lead Score;mql-at=Created At"
            ),
            (
                "id,firstName,lastName,email,company,title,phone,leadSource,leadScore,acquisitionProgramId,doNotCall,unsubscribed,createdAt",
                .marketo,
                "id=id;first-name=firstName;last-name=lastName;email=email;phone=phone;company=company;title=title;channel=leadSource;campaign=acquisitionProgramId;score=leadScore;mql-at=createdAt"
            ),
            (
                "full_name,E-MAIL,Organisation,job-title,utm_source,utm_campaign,lead score,MQL date,Tel.",
                .plain,
                "name=full_name;email=E-MAIL;phone=Tel.;company=Organisation;title=job-title;channel=utm_source;campaign=utm_campaign;score=lead score;mql-at=MQL date"
            ),
            (
                "Vorname,Nachname,Firma,Telefon,E-Mail", .plain,
                "first-name=Vorname;last-name=Nachname;email=E-Mail;phone=Telefon;company=Firma"
            ),
            ("Vorname,Name,Firma", .plain, "first-name=Vorname;last-name=Name;company=Firma"),
            (
                "Pre\u{301}nom,Nom,Société,Téléphone", .plain,
                "first-name=Pre\u{301}nom;last-name=Nom;phone=Téléphone;company=Société"
            ),
            (
                "Index,Account Id,Name,Email 2,Email 1,Phone 2,Phone 1", .plain,
                "id=Account Id;name=Name;email=Email 1/Email 2;phone=Phone 1/Phone 2"
            ),
            ("Mobile,Phone,Email 1,Email", .plain, "email=Email/Email 1;phone=Phone/Mobile"),
            (
                "contact,account,role,channel,created", .plain,
                "name=contact;company=account;title=role;channel=channel;mql-at=created"
            ),
        ] as [(String, HeaderProfile, String)])
    func knowsTheHeaders(header: String, profile: HeaderProfile, mapping: String) throws {
        let plan = try Imported(header + "\n").plan
        #expect(plan.profile == profile)
        let text = plan.mapping.map { "\($0.field.rawValue)=\($0.headers.joined(separator: "/"))" }.joined(
            separator: ";")
        #expect(text == mapping)
    }

    @Test func aByteOrderMarkBeforeAQuotedHeaderIsDropped() throws {
        let result = try Imported("\u{FEFF}\"Email\",\"Name\"\na@x,A\n")
        #expect(result.plan.originalHeaders == ["Email", "Name"])
        #expect(result.leads.first?.email == "a@x")
    }

    @Test func namesColumnsThatHaveNoneOrTheSame() throws {
        let result = try Imported("Email,,Note,Note,,Note (2),e\u{301},é,column 5\na@x,1,2,3,4,5,6,7,8\n")
        #expect(
            result.leads.first?.extra == [
                "column 2": "1", "Note": "2", "Note (3)": "3", "column 5 (2)": "4", "Note (2)": "5", "é": "6",
                "é (2)": "7",
                "column 5": "8",
            ])
    }

    @Test func overridesWin() throws {
        let text = "Email,Mail 2,Name,Chef,Nummer,X\na@x,b@x,Firm,Jane,0815,n\n"
        let result = try Imported(text, map: ["email=mail 2", "name=#4", "Company=NAME", "phone = Nummer"])
        let lead = try #require(result.leads.first)
        #expect(lead.id == "b@x" && lead.name == "Jane" && lead.company == "Firm" && lead.phone == "0815")
        #expect(lead.extra == ["Email": "a@x", "X": "n"])
    }

    @Test func anOverriddenNameLeavesTheOthersAlone() throws {
        let result = try Imported("First Name,Last Name,Who,Email\nA,B,C,a@x\n", map: ["name=Who"])
        #expect(result.leads.first?.name == "C")
        #expect(result.leads.first?.extra == ["First Name": "A", "Last Name": "B"])
    }

    @Test(
        arguments: [
            ("email", .malformedOverride("email")), ("email=", .malformedOverride("email=")),
            ("mail=Email", .unknownField("mail", known: LeadField.allCases.map(\.rawValue))),
            ("email=Nope", .unknownColumn("Nope", field: .email, known: ["Email", "Name"])),
            ("email=#3", .unknownColumn("#3", field: .email, known: ["Email", "Name"])),
            (
                "email=#-9223372036854775808",
                .unknownColumn("#-9223372036854775808", field: .email, known: ["Email", "Name"])
            ), ("email=#0", .unknownColumn("#0", field: .email, known: ["Email", "Name"])),
        ] as [(String, ImportError)])
    func refusesOverrides(argument: String, error: ImportError) {
        #expect(importError("Email,Name\na@x,A\n".utf8, map: [argument]) == error)
    }

    @Test func refusesToMapAFieldTwice() {
        #expect(
            importError("Email,Name\na@x,A\n".utf8, map: ["name=#1", "name=#2"]) == .fieldMappedTwice(.name))
    }

    @Test func refusesAFileThatSaysNotWhoToCall() {
        #expect(importError("a,b\n1,2\n".utf8) == .noUsableColumns(headers: ["a", "b"]))
        #expect(
            importError("a,\"b\n1,2\n".utf8)
                == .badHeader(CSVMistake(reason: .unclosedQuote, line: 1, column: 2)))
    }
}

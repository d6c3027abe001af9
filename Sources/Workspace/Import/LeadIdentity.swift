import Foundation
package import Qualification

extension Lead {
    /// The id of a lead that comes without one from a CRM: its lower-cased e-mail, else a hash of the rest.
    package static func id(email: String?, phone: String?, name: String?, company: String?) -> String {
        email?.asEmailID ?? LeadTranslator.hashedID(phone: phone, name: name, company: company)
    }
}

extension Lead {
    /// A lead as somebody types it: trimmed, nil where nothing is left, and only an address for an e-mail.
    package init(
        introducing name: String?, email: String?, phone: String?, company: String?, channel: String?,
        campaign: String?
    ) {
        func cell(_ text: String?) -> String? {
            guard let text else { return nil }
            let trimmed = Array(text.utf8).withUnsafeBytes { Cell.string(Cell.trimmed($0)) }
            return trimmed.isEmpty ? nil : trimmed
        }
        let address = cell(email).flatMap { email in
            email.unicodeScalars.count <= LeadTranslator.idLimit
                ? Array(email.utf8).withUnsafeBytes { Cell.email($0) } : nil
        }
        let (name, phone, company) = (cell(name), cell(phone), cell(company))
        self.init(
            id: Lead.id(email: address, phone: phone, name: name, company: company), name: name,
            email: address, phone: phone, company: company, channel: cell(channel), campaign: cell(campaign))
    }
}

extension String {
    /// As an id, in which one spelling stands for all that look the same (NFC).
    var asID: String { utf8.allSatisfy { $0 < 0x80 } ? self : precomposedStringWithCanonicalMapping }

    /// As the id of whoever has this e-mail address.
    var asEmailID: String { lowercased().asID }
}

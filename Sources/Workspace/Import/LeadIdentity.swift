package import Qualification

extension Lead {
    /// The id of a lead that comes without one from a CRM: its lower-cased e-mail, else a hash of the rest.
    package static func id(email: String?, phone: String?, name: String?, company: String?) -> String {
        email?.lowercased() ?? LeadTranslator.hashedID(phone: phone, name: name, company: company)
    }
}

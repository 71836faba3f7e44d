using System.Text;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;

namespace FerroGate.Storage.Rows;

/// <summary>
/// Texts as every database can have them: without NUL, which PostgreSQL refuses, and without half a surrogate. What a client made up must neither
/// keep all others from being stored nor be stored otherwise than it is sealed.
/// </summary>
internal static class StoredText
{
    /// <summary>The text, with a replacement character for what cannot be in it.</summary>
    public static string Of(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            text = text.Replace('\0', '\uFFFD');
        return text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The entry with such texts: this is what is sealed.</summary>
    public static LedgerEntry Of(LedgerEntry entry)
    {
        var tenant = new Tenant(OrNull(entry.Tenant.OrganizationId), OrNull(entry.Tenant.TeamId), OrNull(entry.Tenant.ProjectId), OrNull(entry.Tenant.UserId));
        return entry with
        {
            KeyId = Of(entry.KeyId),
            Tenant = tenant,
            Model = Of(entry.Model),
            Provider = OrNull(entry.Provider),
            ProviderModel = OrNull(entry.ProviderModel),
            Reason = OrNull(entry.Reason),
        };
    }

    /// <summary>The same where there may be none.</summary>
    public static string? OrNull(string? text) => text is null ? null : Of(text);
}

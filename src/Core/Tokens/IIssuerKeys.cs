namespace FerroGate.Core.Tokens;

/// <summary>The signing keys of one issuer, as far as they are known. Nobody waits for the issuer.</summary>
public interface IIssuerKeys
{
    /// <summary>The keys; <c>null</c> where they were never got. The same object as long as they are the same.</summary>
    SigningKeys? Current { get; }

    /// <summary>They are being got at this moment.</summary>
    bool AreComing { get; }

    /// <summary>Some are missing: they are got again, unless that was tried a moment ago.</summary>
    void Want();
}

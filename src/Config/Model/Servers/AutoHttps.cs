namespace FerroGate.Config.Model.Servers;

/// <summary>How much of automatic HTTPS is wanted.</summary>
public enum AutoHttps
{
    /// <summary>None of it.</summary>
    Off,

    /// <summary>Certificates, but no redirect from HTTP.</summary>
    DisableRedirects,

    /// <summary>Also for names that have a certificate in the config.</summary>
    IgnoreLoadedCerts,

    /// <summary>Redirects, but no certificates.</summary>
    DisableCerts,
}

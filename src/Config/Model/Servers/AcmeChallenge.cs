namespace FerroGate.Config.Model.Servers;

/// <summary>How control of a domain is shown.</summary>
public enum AcmeChallenge
{
    Http01,
    Dns01,
}

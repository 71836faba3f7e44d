namespace FerroGate.Config.Model;

/// <summary>What stands before the <c>://</c> of a site's address.</summary>
public enum SiteScheme
{
    Http,
    Https,
}

namespace FerroGate.Server.Sites;

/// <summary>Directives of which one at most runs among those that stand together.</summary>
internal enum ExclusiveGroup
{
    None,
    Handle,
    Rewrite,
    Root,
}

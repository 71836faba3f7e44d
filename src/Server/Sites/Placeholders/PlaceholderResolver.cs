using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Placeholders;

/// <summary>Gives a placeholder's value for a request; <c>null</c> where it has none, which is not the same as an empty one.</summary>
internal delegate string? PlaceholderResolver(SiteRequest request);

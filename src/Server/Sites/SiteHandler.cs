using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites;

/// <summary>What a directive, or a chain of them, does with a request. It answers, fails, or hands the request on.</summary>
internal delegate Task SiteHandler(SiteRequest request);

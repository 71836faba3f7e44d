using FerroGate.Core.Keys;

namespace FerroGate.Server.Sites.Placeholders;

/// <summary>What placeholders speak of besides the request.</summary>
/// <param name="Environment">Reads an environment variable.</param>
/// <param name="Keys">The keys of the gateway, which no placeholder shows.</param>
/// <param name="Clock">The clock.</param>
internal sealed record PlaceholderSources(Func<string, string?> Environment, KeyDirectory Keys, TimeProvider Clock);

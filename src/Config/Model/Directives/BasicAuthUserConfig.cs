using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary>Somebody who may come in.</summary>
public sealed record BasicAuthUserConfig
{
    public Setting<string>? Name { get; init; }

    /// <summary>A bcrypt hash, as <c>ferrogate hash-password</c> makes it.</summary>
    public Setting<SecretConfig>? Hash { get; init; }
}

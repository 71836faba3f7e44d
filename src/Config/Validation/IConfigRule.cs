using FerroGate.Config.Model;

namespace FerroGate.Config.Validation;

/// <summary>One thing that must be true of a config, beyond each of its values by itself.</summary>
internal interface IConfigRule
{
    /// <summary>Reports every place where it is not true.</summary>
    void Check(GatewayConfig config, ConfigContext context);
}

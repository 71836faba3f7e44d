using FerroGate.Admin.Configs;
using FerroGate.Admin.ProviderHealth;
using FerroGate.Admin.Status;

namespace FerroGate.Admin;

/// <summary>What the admin API asks of the running gateway, and has it do.</summary>
public interface IGatewayControl
{
    /// <summary>How it stands at this moment.</summary>
    StatusView Status();

    /// <summary>How the providers of the config stand at this moment, as they are written.</summary>
    IReadOnlyList<ProviderHealthView> ProviderHealth();

    /// <summary>Says what a config would do; nothing changes.</summary>
    ValidateView Validate(ConfigSource config);

    /// <summary>Brings a config into force as a whole, or says why not and changes nothing.</summary>
    /// <param name="config">The config.</param>
    /// <param name="actor">The id of the key that asks.</param>
    /// <param name="cancellation">Ends the wait for a reload that runs already.</param>
    Task<ReloadView> ReloadAsync(ConfigSource config, string actor, CancellationToken cancellation);
}

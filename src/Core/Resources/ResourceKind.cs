namespace FerroGate.Core.Resources;

/// <summary>What can be made through the admin API beside what the config file defines. Written to disk by name, see <see cref="ResourceKindNames"/>.</summary>
public enum ResourceKind
{
    Provider,
    Model,
    Price,
    Policy,
    Limit,
    Budget,
    Tenant,
    RoleBinding,
}

using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;
using FerroGate.Core.Roles;

namespace FerroGate.Config.Shapes;

/// <summary>Who has which role on the admin side.</summary>
internal static class RoleBindingShape
{
    public static Shape<RoleBindingConfig> Shape { get; } = new Shape<RoleBindingConfig>(Arguments.InOrder("name"))
    {
        Identity = binding => binding.Name,
    }
        .Value("name", Forms.Name, binding => binding.Name, (binding, name) => binding with { Name = name },
            "What it is called.", OptionPlace.Line, required: true)
        .Value("role", Kind, binding => binding.Role, (binding, role) => binding with { Role = role },
            "The role: a `viewer` sees, an `operator` also changes keys of clients and what requests are served by and counted under, an `owner` also says who may what.",
            required: true)
        .List("api_key_ids", Forms.Text.Such("key id", "key_dev"), binding => binding.ApiKeyIds, (binding, ids) => binding with { ApiKeyIds = ids },
            "The keys that have it; the holder of a token is `jwt:ISSUER:SUBJECT`.")
        .List("user_ids", Forms.Text, binding => binding.UserIds, (binding, ids) => binding with { UserIds = ids },
            "The users who have it with every key and token of theirs; they are of the tenant that it is about.")
        .Part(binding => binding.Tenant, (binding, tenant) => binding with { Tenant = tenant }, TenantPathShape.Shape);

    private static ValueForm<Role> Kind => Forms.Choice([.. Enum.GetValues<Role>().Select(role => (RoleNames.Of(role), role))]);
}

using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;
using FerroGate.Config.Text;
using FerroGate.Config.Values;

namespace FerroGate.Config.Shapes;

/// <summary>A bcrypt hash, as it is or wrapped in base64 as Caddy wrote it before version 2.7.</summary>
internal static class PasswordHashForm
{
    public static ValueForm<SecretConfig> Value { get; } = new()
    {
        Name = "bcrypt hash",
        Wanted = "a string",
        Kinds = [ValueKind.String],
        Read = (reader, value) =>
        {
            var secret = Forms.Secret.Read(reader, value);
            if (secret is not { Value.Literal: { } literal } || BcryptText.TryRead(literal, out _, out _))
                return secret;

            return reader.Invalid<SecretConfig>(
                value, "takes a bcrypt hash", "make one with `ferrogate hash-password`", DiagnosticCodes.InvalidSecret);
        },
        Write = Forms.Secret.Write,
        Examples = ["$2a$04$Qn1bmbbYI5gVEgDSoPlKM.FBmH4xyrPNMIH7hBSlfSgXCKE9TZ6cW", "{env.PASSWORD_HASH}"],
        IsSecret = Forms.Secret.IsSecret,
    };
}

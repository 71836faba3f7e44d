using FerroGate.Testing.Postgres;

[assembly: AssemblyFixture(typeof(SharedPostgres))]
